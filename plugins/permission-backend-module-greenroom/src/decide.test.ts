import { AuthorizeResult, createPermission } from '@backstage/plugin-permission-common';
import { scaffolderActionConditions } from '@backstage/plugin-scaffolder-backend/alpha';
import { type Caller, decide, ruleOf } from './decide';
import { rules } from './rules';

const { ALLOW, DENY, CONDITIONAL } = AuthorizeResult;

const ada: Caller = {
  claims: ['user:default/ada', 'group:default/storefront'],
  operator: false,
  creator: true,
};
const chen: Caller = {
  claims: ['user:default/chen', 'group:default/approvers'],
  operator: false,
  creator: false,
};
const dana: Caller = {
  claims: ['user:default/dana', 'group:default/platform'],
  operator: true,
  creator: false,
};
const eli: Caller = { claims: ['user:default/eli', 'group:default/guests'], operator: false, creator: false };

describe('decide', () => {
  const table = [
    //                                      ada          chen         dana   eli
    ['catalog.entity.read', ALLOW, ALLOW, ALLOW, ALLOW],
    ['catalog.entity.create', ALLOW, DENY, ALLOW, DENY],
    ['catalog.entity.delete', DENY, DENY, ALLOW, DENY],
    ['catalog.entity.refresh', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['catalog.entity.validate', ALLOW, DENY, ALLOW, DENY],
    ['catalog.location.read', ALLOW, ALLOW, ALLOW, ALLOW],
    ['catalog.location.create', ALLOW, DENY, ALLOW, DENY],
    ['catalog.location.analyze', ALLOW, DENY, ALLOW, DENY],
    ['catalog.location.delete', DENY, DENY, ALLOW, DENY],
    ['catalog.ingestion.read', DENY, DENY, ALLOW, DENY],
    ['catalog.ingestion.manage', DENY, DENY, ALLOW, DENY],
    ['scaffolder.template.parameter.read', ALLOW, ALLOW, ALLOW, ALLOW],
    ['scaffolder.template.step.read', ALLOW, ALLOW, ALLOW, ALLOW],
    ['scaffolder.template.dry-run', ALLOW, DENY, ALLOW, DENY],
    ['scaffolder.template.management', DENY, DENY, ALLOW, DENY],
    ['scaffolder.action.execute', CONDITIONAL, DENY, CONDITIONAL, DENY],
    ['scaffolder.task.create', ALLOW, DENY, ALLOW, DENY],
    ['scaffolder.task.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['scaffolder.task.cancel', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['golden-paths.use', ALLOW, DENY, ALLOW, DENY],
    ['portal.sources.read', DENY, DENY, ALLOW, DENY],
    ['rollouts.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.ledger.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.ledger.export', DENY, DENY, ALLOW, DENY],
    ['rollouts.promotion.request', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.promotion.vote', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.promotion.execute', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.promotion.break-glass', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['rollouts.operate', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['rollouts.rollback', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['delivery.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['delivery.ledger.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['delivery.ledger.export', DENY, DENY, ALLOW, DENY],
    ['delivery.operate', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['delivery.rollback', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['cluster-health.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['cluster-health.logs.read', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['databases.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['vault-leases.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['vault-leases.ledger.read', CONDITIONAL, CONDITIONAL, ALLOW, CONDITIONAL],
    ['vault-leases.ledger.export', DENY, DENY, ALLOW, DENY],
    ['vault-leases.statements.read', DENY, DENY, ALLOW, DENY],
    ['vault-leases.renew', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
    ['vault-leases.revoke', CONDITIONAL, CONDITIONAL, CONDITIONAL, CONDITIONAL],
  ] as const;
  const unknown = [
    ['something.nobody.wrote.down', DENY, DENY, DENY, DENY],
    ['constructor', DENY, DENY, DENY, DENY],
  ] as const;

  it.each([...table, ...unknown])('%s', (name, ...expected) => {
    const rule = ruleOf(rules, createPermission({ name, attributes: {} }));
    expect([ada, chen, dana, eli].map(caller => decide(rule, caller).result)).toEqual(expected);
  });

  it('leaves no row of the table out', () => {
    expect(table.map(([name]) => name).sort()).toEqual(Object.keys(rules).sort());
  });

  it('opens places by who the person is', () => {
    const rule = ruleOf(rules, createPermission({ name: 'rollouts.read', attributes: {} }));
    expect(decide(rule, eli)).toEqual({
      result: CONDITIONAL,
      pluginId: 'rollouts',
      resourceType: 'rollout-place',
      conditions: {
        resourceType: 'rollout-place',
        rule: 'IS_IN_AUDIENCE',
        params: { claims: ['user:default/eli', 'group:default/guests'] },
      },
    });
  });

  it.each([
    ['rollouts.operate', 'rollouts', 'rollout-place', 'IS_OPERATOR'],
    ['rollouts.rollback', 'rollouts', 'rollout-place', 'MAY_ROLL_BACK'],
    ['delivery.operate', 'delivery', 'delivery-place', 'IS_OPERATOR'],
    ['delivery.rollback', 'delivery', 'delivery-place', 'MAY_ROLL_BACK'],
    ['vault-leases.renew', 'vault-leases', 'vault-role', 'MAY_RENEW'],
    ['vault-leases.revoke', 'vault-leases', 'vault-role', 'MAY_REVOKE'],
  ])('leaves %s to the place, whatever office the person holds', (name, pluginId, resourceType, ruleName) => {
    const rule = ruleOf(rules, createPermission({ name, attributes: {} }));
    expect(decide(rule, dana)).toEqual({
      result: CONDITIONAL,
      pluginId,
      resourceType,
      conditions: { resourceType, rule: ruleName, params: { claims: dana.claims } },
    });
  });

  it('lets nobody run actions that write outside of the repository they are to write to', () => {
    const rule = ruleOf(rules, createPermission({ name: 'scaffolder.action.execute', attributes: {} }));
    const resourceType = 'scaffolder-action';
    const not = (actionId: string) => ({ not: scaffolderActionConditions.hasActionId({ actionId }) });
    expect(decide(rule, dana)).toEqual({
      result: CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType,
      conditions: {
        allOf: ['publish:github:pull-request', 'publish:gitlab:merge-request', 'gitlab:repo:push'].map(not),
      },
    });
  });

  it('opens tasks to who made them, by the words of the scaffolder', () => {
    const rule = ruleOf(rules, createPermission({ name: 'scaffolder.task.read', attributes: {} }));
    expect(decide(rule, eli)).toEqual({
      result: CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-task',
      conditions: {
        resourceType: 'scaffolder-task',
        rule: 'IS_TASK_OWNER',
        params: { createdBy: ['user:default/eli', 'group:default/guests'] },
      },
    });
  });

  it('opens the refreshing of entities to their owners', () => {
    const rule = ruleOf(rules, createPermission({ name: 'catalog.entity.refresh', attributes: {} }));
    expect(decide(rule, ada)).toMatchObject({
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: { rule: 'IS_ENTITY_OWNER', params: { claims: ada.claims } },
    });
  });
});
