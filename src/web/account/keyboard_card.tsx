import { Button } from "#ui/parts/button.tsx";
import { Card } from "#ui/parts/card.tsx";
import type { Texts } from "#ui/text/catalogue.ts";

/** The switch for shortcuts of a single key. */
export function KeyboardCard({ singleKeys, texts }: { singleKeys: boolean; texts: Texts }) {
  const { account } = texts.help;
  return (
    <div id="keyboard" class="scroll-mt-4">
      <Card title={account.title}>
        <p class="text-sm text-muted">{singleKeys ? account.on : account.off}</p>
        <form method="post" action="/account/keyboard">
          <Button name="single" value={singleKeys ? "off" : "on"}>
            {singleKeys ? account.turnOff : account.turnOn}
          </Button>
        </form>
      </Card>
    </div>
  );
}
