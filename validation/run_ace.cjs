// Runs Ace over many publications in one browser. Arguments: the folder of its modules, publication, answer (JSON), …
const { writeFileSync } = require("node:fs")
const { createRequire } = require("node:module")
const { join } = require("node:path")

const [folder, ...pairs] = process.argv.slice(2)
const load = createRequire(join(folder, "package.json"))
const ace = load("@daisy/ace-core")
const runner = load("@daisy/ace-axe-runner-puppeteer")
const shared = { ...runner, launch: async () => {}, close: async () => {} }

async function answerTo(publication) {
  try {
    const [, answer] = await ace(publication, { cwd: process.cwd(), initLogger: true, silent: true }, shared)
    return answer
  } catch (error) {
    return { failure: String(error?.message ?? error) }
  }
}

async function main() {
  await runner.launch()
  for (let place = 0; place + 1 < pairs.length; place += 2)
    writeFileSync(pairs[place + 1], JSON.stringify(await answerTo(pairs[place])))
  await runner.close()
}

main()
