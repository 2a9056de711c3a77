/** The script of the chat page in German, with that of every page. */
import "./page.ts";
import { chat } from "#ui/text/chat.de.ts";
import { names } from "#ui/text/names.de.ts";
import { hydrateChat } from "../chat/start_chat.tsx";

hydrateChat({ chat, common: names });
