import type { Node } from 'libpg-query';
import { namesOf } from './at';

/** How PostgreSQL calls a column that nobody named (`FigureColname`). */
export function columnName(node: Node): string {
  return nameOf(node) ?? '?column?';
}

function nameOf(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if ('ColumnRef' in node) return namesOf(node.ColumnRef.fields).at(-1);
  if ('FuncCall' in node) return namesOf(node.FuncCall.funcname).at(-1);
  if ('TypeCast' in node) return nameOf(node.TypeCast.arg) ?? namesOf(node.TypeCast.typeName?.names).at(-1);
  if ('CaseExpr' in node) return nameOf(node.CaseExpr.defresult) ?? 'case';
  if ('CoalesceExpr' in node) return 'coalesce';
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest';
  if ('A_ArrayExpr' in node) return 'array';
  if ('A_Indirection' in node) return nameOf(node.A_Indirection.arg);
  if ('CollateClause' in node) return nameOf(node.CollateClause.arg);
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_NULLIF') return 'nullif';
  if ('SQLValueFunction' in node) return node.SQLValueFunction.op?.replace('SVFOP_', '').toLowerCase();
  return 'SubLink' in node ? subLinkName(node) : undefined;
}

function subLinkName({ SubLink: { subLinkType, subselect } }: Extract<Node, { SubLink: unknown }>) {
  if (subLinkType === 'EXISTS_SUBLINK') return 'exists';
  if (subLinkType === 'ARRAY_SUBLINK') return 'array';
  if (subLinkType !== 'EXPR_SUBLINK' || !subselect || !('SelectStmt' in subselect)) return undefined;
  const [first] = subselect.SelectStmt.targetList ?? [];
  if (!first || !('ResTarget' in first)) return undefined;
  return first.ResTarget.name ?? nameOf(first.ResTarget.val);
}
