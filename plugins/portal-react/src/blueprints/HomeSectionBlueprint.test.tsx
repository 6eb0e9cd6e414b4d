import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { HomeSectionBlueprint } from './HomeSectionBlueprint';

it('brings a title, a place in the order, and an element for Home', () => {
  const section = HomeSectionBlueprint.make({
    name: 'waiting',
    params: { title: 'Waiting for you', order: 10, loader: async () => <p>nothing</p> },
  });
  const tester = createExtensionTester(section);

  expect(tester.get(HomeSectionBlueprint.dataRefs.title)).toBe('Waiting for you');
  expect(tester.get(HomeSectionBlueprint.dataRefs.order)).toBe(10);
  expect(tester.get(coreExtensionData.reactElement)).toBeDefined();
});
