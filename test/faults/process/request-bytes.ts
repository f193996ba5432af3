/** One HTTP/1.1 request at the start of a stream. */
export interface RequestBytes {
  /** How many bytes it takes, body included. */
  readonly length: number;
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Reads the first request; null while its end has not come. */
export function wholeRequest(bytes: Buffer): RequestBytes | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = bytes.subarray(0, end).toString('latin1');
  const [, method = '', path = '/'] = /^(\S+) (\S+) HTTP\/1\.1/.exec(head) ?? [];
  const start = end + 4;
  if (/^transfer-encoding: *chunked/im.test(head)) {
    const last = bytes.indexOf('\r\n0\r\n\r\n', end);
    const length = last + 7;
    return last === -1 ? null : { length, method, path, body: bytes.subarray(start, length).toString() };
  }
  const length = start + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  if (bytes.length < length) return null;
  return { length, method, path, body: bytes.subarray(start, length).toString() };
}
