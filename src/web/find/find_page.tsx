import { Button } from "#ui/parts/button.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import { SearchField } from "#ui/parts/search_field.tsx";
import { FindResults, type FindResultsProps } from "./find_results.tsx";

/** The same as the dialog, for browsers without scripts and for links. */
export function FindPage(props: FindResultsProps) {
  const { query, texts } = props;
  return (
    <>
      <PageHeader title={texts.find.title} />
      <div class="max-w-xl space-y-4">
        <form role="search" action="/find" class="flex gap-2">
          <SearchField id="find" name="q" label={texts.find.label} value={query} />
          <Button>{texts.common.search}</Button>
        </form>
        <FindResults {...props} />
      </div>
    </>
  );
}
