/** The script of pages that follow what happens without a reload. */
import type { LiveBoot } from "#ui/layout/live_boot.ts";
import { keepLive } from "../pages/live_page.ts";

const boot = document.getElementById("boot");
const content = document.getElementById("content");
if (boot && content) keepLive(JSON.parse(boot.textContent) as LiveBoot, content);
