import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import { lazy, Suspense } from 'react';
import { NoteTeller } from '../components/notes/NoteTeller';
import { TellerBoundary } from '../components/notes/TellerBoundary';
import type { UseServiceNotes } from '../notes/ServiceNote';

const titleDataRef = createExtensionDataRef<string>().with({ id: 'portal.service-note.title' });
const orderDataRef = createExtensionDataRef<number>().with({ id: 'portal.service-note.order' });

/**
 * What a feature says of each service in a list of services, such as `My services` on Home. Home has an input
 * `serviceNotes` that takes `coreExtensionData.reactElement` and this blueprint's `dataRefs`, and hands them to its
 * sections; the element draws nothing.
 */
export const ServiceNoteBlueprint = createExtensionBlueprint({
  kind: 'service-note',
  attachTo: { id: 'page:home', input: 'serviceNotes' },
  output: [coreExtensionData.reactElement, titleDataRef, orderDataRef],
  dataRefs: { title: titleDataRef, order: orderDataRef },
  *factory(params: { title: string; order: number; load: () => Promise<UseServiceNotes> }, { node }) {
    yield titleDataRef(params.title);
    yield orderDataRef(params.order);
    const Teller = lazy(async () => {
      const useNotes = await params.load();
      return { default: () => <NoteTeller useNotes={useNotes} /> };
    });
    yield coreExtensionData.reactElement(
      <ExtensionBoundary node={node}>
        <TellerBoundary>
          <Suspense fallback={null}>
            <Teller />
          </Suspense>
        </TellerBoundary>
      </ExtensionBoundary>,
    );
  },
});
