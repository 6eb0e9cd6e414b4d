import type { ByteChannel } from '../router/ByteChannel';
import type { Reply } from '../router/declareRoute';
import { sendLines } from '../router/sendLines';

/** The answer that is a whole ledger, a line for each record. */
export function exportReply(ledger: { export(): AsyncIterable<string> }): Reply {
  return {
    stream: {
      contentType: 'application/jsonl; charset=utf-8',
      open: (channel: ByteChannel) => void sendLines(channel, ledger.export()),
    },
  };
}
