/* The page of a document, or a list of words, on the server. */
import { storeOf } from "./server.js"
import { begin } from "./work.js"
import { data } from "./words.js"

begin(storeOf(data.domain), storeOf("interface"))
