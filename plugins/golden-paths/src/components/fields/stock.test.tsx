import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPage } from '../../__testUtils__/openPage';
import { makePreview, portalServer } from '../../__testUtils__/portal';

const { asked, tell } = portalServer();

/** Of a path nobody here has heard of. */
const parameters = {
  title: 'Another path',
  steps: [
    {
      title: 'Known and unknown',
      schema: {
        properties: {
          text: { title: 'Text', type: 'string' },
          colour: { title: 'Colour', type: 'string', 'ui:field': 'Colour' },
          tags: { title: 'Tags', type: 'array', items: { type: 'string', title: 'A tag' }, default: ['a'] },
        },
      },
    },
    {
      title: 'Depends',
      schema: {
        properties: {
          kind: { title: 'Kind', type: 'string', enum: ['plain', 'special'], default: 'special' },
        },
        dependencies: {
          kind: {
            oneOf: [
              { properties: { kind: { enum: ['plain'] } } },
              {
                properties: {
                  kind: { enum: ['special'] },
                  extra: { title: 'Extra', type: 'string', default: 'more' },
                },
              },
            ],
          },
        },
      },
    },
  ],
};

it('draws what it does not know with Backstage’s own form, without compiling a schema', async () => {
  tell('get', 'scaffolder/v2/templates/*/parameter-schema', parameters);
  tell('post', 'golden-paths/previews', makePreview());
  openPage('/create/templates/default/another');
  await userEvent.type(await screen.findByRole('textbox', { name: 'Text' }), 'words');
  await userEvent.click(await screen.findByRole('button', { name: 'Colour: none' }));
  expect(await screen.findByRole('button', { name: 'Colour: green' })).toBeInTheDocument();
  expect(screen.getByDisplayValue('a')).toBeInTheDocument();
  expect(await screen.findByDisplayValue('more')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Review every file' }));
  expect(await screen.findByRole('heading', { name: 'Review' })).toBeInTheDocument();
  expect(asked.find(it => it.path === 'golden-paths/previews')?.body).toEqual({
    templateRef: 'template:default/another',
    values: { text: 'words', colour: 'green', tags: ['a'], kind: 'special', extra: 'more' },
  });
});
