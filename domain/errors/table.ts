/** What every part of Jiesu may tell a caller of its API, in one place. */
export interface ErrorEntry {
  /** HTTP status that the API answers with. */
  readonly httpStatus: number;
  /** Whether the same request may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** Chinese text; `{name}` is replaced by the parameter of that name. */
  readonly zh: string;
  /** English text with the same placeholders. */
  readonly en: string;
}

const entry = (httpStatus: number, zh: string, en: string, retryable = false): ErrorEntry => ({
  httpStatus,
  retryable,
  zh,
  en,
});

/** The one table of errors. A test ties it to its translations. */
export const ERROR_TABLE = {
  VALIDATION_FAILED: entry(400, '提交的内容有误,请按提示修改', 'The request has invalid fields'),
  FIELD_REQUIRED: entry(400, '“{label}”必须填写', '{labelEn} is required'),
  FIELD_INVALID: entry(400, '“{label}”填写有误:{reason}', '{labelEn} is not valid: {reasonEn}'),
  TEXT_TOO_LONG: entry(
    400,
    '“{label}”不能超过 {max} 个字符,现有 {actual} 个',
    '{labelEn} may not exceed {max} characters, it has {actual}',
  ),
  TEXT_TOO_SHORT: entry(
    400,
    '“{label}”不能少于 {min} 个字符,现有 {actual} 个',
    '{labelEn} needs at least {min} characters, it has {actual}',
  ),
  UNKNOWN_CATEGORY: entry(400, '没有诉求类别“{value}”', 'There is no category {value}'),
  UNKNOWN_AREA: entry(400, '没有区域“{value}”', 'There is no area {value}'),
  UNKNOWN_UNIT: entry(400, '没有承办单位“{value}”', 'There is no unit {value}'),
  CALL_TIME_IN_FUTURE: entry(
    400,
    '来电时间 {value} 晚于当前时间 {now}',
    'The call time {value} is after the present {now}',
  ),
  BODY_MALFORMED: entry(400, '请求内容不是有效的 JSON', 'The request body is not valid JSON'),
  NOT_SIGNED_IN: entry(401, '请先登录', 'Sign in first'),
  SIGN_IN_FAILED: entry(401, '用户名或密码不正确', 'The user name or the password is wrong'),
  CSRF_INVALID: entry(403, '页面已过期,请刷新后重试', 'The page has expired, reload it and try again'),
  FORBIDDEN_ROLE: entry(403, '您的岗位无权进行此操作', 'Your role does not allow this'),
  PERSON_RECUSED: entry(403, '您已回避该工单,不能办理', 'You are recused from this order'),
  TASK_OF_ANOTHER_UNIT: entry(403, '该任务由其他单位或岗位办理', 'This task belongs to another unit or role'),
  NOT_FOUND: entry(404, '没有找到所请求的内容', 'What was asked for does not exist'),
  ORDER_NOT_FOUND: entry(404, '没有找到工单“{value}”', 'There is no work order {value}'),
  TASK_NOT_FOUND: entry(404, '没有找到任务“{value}”', 'There is no task {value}'),
  CONFLICT: entry(
    409,
    '内容已被他人修改,请刷新后重试',
    'It was changed by someone else, reload it and try again',
  ),
  TASK_ALREADY_COMPLETED: entry(409, '该任务已经办结,不能再次提交', 'This task is already completed'),
  TASK_CLAIMED_BY_ANOTHER: entry(409, '该任务已被 {name} 领取', 'This task is claimed by {name}'),
  REQUEST_NOT_POSSIBLE: entry(
    409,
    '工单现为“{status}”,不能申请{type}',
    'The order is {statusEn}, {typeEn} can not be asked for',
  ),
  REQUEST_STILL_OPEN: entry(
    409,
    '该工单已有一份{type}申请在审',
    'A request of {typeEn} for this order still waits for its decision',
  ),
  MEETING_NOT_MOVABLE: entry(
    409,
    '会议已经召开或结束,不能改期',
    'The meeting has begun or is over, it can not be moved',
  ),
  RULE_CHANGE_STATE: entry(
    409,
    '该变更现为“{state}”,不能{action}',
    'The change is {stateEn}, it can not be {actionEn}',
  ),
  RULE_CHANGE_OVERTAKEN: entry(
    409,
    '规则“{rule}”已有更新的版本({number}),请先核对并合并',
    'Rule {rule} has a newer version ({number}), compare and merge first',
  ),
  RULE_CHANGE_OWN: entry(
    403,
    '不能审批自己起草或修改过的变更',
    'Nobody approves a change that they wrote in themselves',
  ),
  RULES_NOT_PASSED: entry(422, '规则检查未通过:{detail}', 'The rules did not pass their check: {detailEn}'),
  TASK_DENIED: entry(422, '提交未被接受:{reason}', 'The submission was denied: {reasonEn}'),
  TRANSITION_NOT_ALLOWED: entry(
    409,
    '工单不能从“{from}”变为“{to}”',
    'A work order may not go from {from} to {to}',
  ),
  PAYLOAD_TOO_LARGE: entry(
    413,
    '提交的内容过大,最多 {maxKb} KB',
    'The request is too large, {maxKb} KB at most',
  ),
  CALENDAR_NOT_PUBLISHED: entry(
    422,
    '日期 {date} 不在已公布的工作日历内(已公布 {from} 至 {to}),不能推算',
    'The working calendar is published from {from} to {to}; {date} lies outside and is not guessed',
  ),
  CONFIG_INVALID: entry(422, '配置有误:{detail}', 'The configuration is not valid: {detail}'),
  DEPLOYMENT_REFUSED: entry(422, '流程未能部署:{detail}', 'The deployment was refused: {detail}'),
  RATE_LIMITED: entry(
    429,
    '请求过于频繁,请 {seconds} 秒后重试',
    'Too many requests, try again in {seconds} s',
    true,
  ),
  TOO_MANY_ATTEMPTS: entry(
    429,
    '登录失败次数过多,请 {seconds} 秒后重试',
    'Too many failed sign-ins, try again in {seconds} s',
    true,
  ),
  INTERNAL: entry(
    500,
    '系统内部错误,请稍后重试;如持续出现请联系管理员',
    'Internal error, try again later',
    true,
  ),
  ENGINE_UNAVAILABLE: entry(
    503,
    '流程引擎暂不可用,请稍后重试',
    'The process engine is not available at the moment',
    true,
  ),
  DATABASE_UNAVAILABLE: entry(
    503,
    '数据库暂不可用,请稍后重试',
    'The database is not available at the moment',
    true,
  ),
} as const satisfies Record<string, ErrorEntry>;

/** A code of the table of errors. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/** Values of the placeholders of an error's texts. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** Entry of a code; the HTTP status, both texts and whether a retry may help. */
export function errorEntry(code: ErrorCode): ErrorEntry {
  return ERROR_TABLE[code];
}

/** Whether a string is a code of the table (for errors that come from outside). */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERROR_TABLE, value);
}

/** Text of an error in both languages with its placeholders filled; an unknown placeholder stays visible. */
export function errorText(code: ErrorCode, params: ErrorParams = {}): { zh: string; en: string } {
  const { zh, en } = errorEntry(code);
  return { zh: fill(zh, params), en: fill(en, params) };
}

function fill(template: string, params: ErrorParams): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(params[name] ?? placeholder));
}
