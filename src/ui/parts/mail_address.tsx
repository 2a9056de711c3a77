/** An address of an account. Where it does not fit into one line, it breaks before its domain. */
export function MailAddress({ of: address }: { of: string }) {
  const at = address.lastIndexOf("@");
  if (at < 1) return <>{address}</>;
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  );
}
