/** The script of the chat page: hydrates what the server rendered. */
import { startChat } from "../chat/start_chat.tsx";
import type { ChatBoot } from "#ui/chat/chat_state.ts";
import { takeIconsFrom } from "#ui/parts/icon.tsx";

takeIconsFrom(document.documentElement.dataset["icons"]);

const boot = document.getElementById("boot");
const root = document.getElementById("chat");
if (boot && root) startChat(JSON.parse(boot.textContent) as ChatBoot, root);
