/* The page of a document, or a list of words, on the server. */
import { serverStore } from "./server.js"
import { begin } from "./work.js"

begin(serverStore)
