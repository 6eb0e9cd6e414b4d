import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import type { JSX } from 'react';

const titleDataRef = createExtensionDataRef<string>().with({ id: 'portal.home-section.title' });
const orderDataRef = createExtensionDataRef<number>().with({ id: 'portal.home-section.order' });

/**
 * A section of Home, contributed by a feature. Home has an input `sections` that takes
 * `coreExtensionData.reactElement` and this blueprint's `dataRefs`, and draws them by `order`, smallest first.
 */
export const HomeSectionBlueprint = createExtensionBlueprint({
  kind: 'home-section',
  attachTo: { id: 'page:home', input: 'sections' },
  output: [coreExtensionData.reactElement, titleDataRef, orderDataRef],
  dataRefs: { title: titleDataRef, order: orderDataRef },
  *factory(params: { title: string; order: number; loader: () => Promise<JSX.Element> }, { node }) {
    yield titleDataRef(params.title);
    yield orderDataRef(params.order);
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, params.loader));
  },
});
