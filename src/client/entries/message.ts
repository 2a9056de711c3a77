/** The script of the page about a message. */
import { noteSelectedSpan } from "../pages/selected_span.ts";

noteSelectedSpan(document);
