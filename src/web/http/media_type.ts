/** Whether a body is JSON by its Content-Type: `application/json`, or a type of the form `…+json` (RFC 6839). */
export function isJson(contentType: string | undefined): boolean {
  const [type = ""] = (contentType ?? "").split(";");
  return /^application\/([\w.+-]+\+)?json$/i.test(type.trim());
}
