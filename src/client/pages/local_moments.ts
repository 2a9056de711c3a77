/**
 * Fields for a day and a time. They show the moment of `data-moment` by the reader's clock, and send what is
 * typed in UTC.
 */
export function sendMoments(root: Document): void {
  for (const field of root.querySelectorAll<HTMLInputElement>("input[data-moment]")) {
    const moment = Date.parse(field.dataset["moment"] ?? "");
    if (!Number.isNaN(moment)) field.value = localValue(new Date(moment));
    field.form?.addEventListener("formdata", ({ formData }) => {
      const typed = new Date(field.value);
      if (field.value !== "") formData.set(field.name, typed.toISOString());
    });
  }
}

/** In the form of such a field: `2027-03-31T16:00`. */
function localValue(moment: Date): string {
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
