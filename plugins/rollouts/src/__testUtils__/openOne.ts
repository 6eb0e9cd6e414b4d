import { FakeStream } from '@greenroom/plugin-portal-react';
import { screen, within } from '@testing-library/react';
import { onePath, openPage } from './openPage';

/** Opens the page of `checkout` with nothing known of it yet. */
export async function openOne(path = onePath): Promise<FakeStream> {
  const stream = new FakeStream();
  openPage(path, stream);
  await screen.findByRole('heading', { level: 1 });
  return stream;
}

export const lane = (name: RegExp) => within(screen.getByRole('article', { name }));
