/** The script of the chat page in English, with that of every page. */
import "./page.ts";
import { chat } from "#ui/text/chat.en.ts";
import { names } from "#ui/text/names.en.ts";
import { hydrateChat } from "../chat/start_chat.tsx";

hydrateChat({ chat, common: names });
