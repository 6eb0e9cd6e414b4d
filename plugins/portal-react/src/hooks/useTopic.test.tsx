import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, render, screen } from '@testing-library/react';
import { streamApiRef } from '../api/StreamApi';
import { FakeStream } from '../api/FakeStream';
import { useLayoutEffect } from 'react';
import { useTopic } from './useTopic';

const topic = { type: 'rollout', key: 'a' };

function Shown({ asks }: { asks: boolean }) {
  const { state, rows } = useTopic(asks ? { ...topic } : undefined);
  return <p>{`${state} ${rows?.size ?? 'no'} rows`}</p>;
}

it('follows a topic for as long as it is on the page', () => {
  const stream = new FakeStream();
  const page = (asks: boolean) => (
    <TestApiProvider apis={[[streamApiRef, stream]]}>
      <Shown asks={asks} />
    </TestApiProvider>
  );
  const { rerender, unmount } = render(page(false));
  expect(screen.getByText('connecting no rows')).toBeInTheDocument();
  expect(stream.watched(topic)).toBe(false);

  rerender(page(true));
  expect(stream.watched(topic)).toBe(true);
  act(() => stream.live(topic, { one: {} }));
  expect(screen.getByText('live 1 rows')).toBeInTheDocument();

  unmount();
  expect(stream.watched(topic)).toBe(false);
});

it('is asked for before what waits for it is painted', () => {
  const stream = new FakeStream();
  const asked: boolean[] = [];
  function Page() {
    useLayoutEffect(() => void asked.push(stream.watched(topic)), []);
    return <Shown asks />;
  }
  render(
    <TestApiProvider apis={[[streamApiRef, stream]]}>
      <Page />
    </TestApiProvider>,
  );
  expect(asked).toEqual([true]);
});
