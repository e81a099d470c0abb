/** Owns the wording of findings on destinations, deliveries and rules; must not know when one is found. */

/** By finding code, as in configuration-messages.ts. */
export const destinationMessages: Record<'zh-CN' | 'en', Record<string, string>> = {
  'zh-CN': {
    no_consent_names_it: '已发布的表单和授权书中，没有一份同意把信息提供给该接收方，因此不会有申请投递到这里',
    no_consent_lets_abroad:
      '目标在境外，而已发布的表单中没有对应的出境授权（cross_border），因此不会有申请投递到这里',
    field_not_asked: '已发布的表单都没有字段 {field}，这一项将一直为空',
    destination_is_off: '该目标已停用，恢复前不会投递',
    never_so: '没有申请会是 {value}：没有已发布的这个表单或选项，该条件不会成立',
    uscc_doubtful: '统一社会信用代码的校验位不符，请与营业执照核对；确为早期登记的代码，可照此使用',
    unknown_destination: '没有这个投递目标，请先登记',
    destination_is_on: '该目标正在启用，没有等待它恢复的投递；要放弃投递，请先停用',
    weight_missing: '按权重分发时，每个目标都要有权重（weights）',
    weight_not_positive: '权重须大于 0，不超过 1000000',
    weight_of_nothing: '这个权重不对应任何目标',
    weights_not_used: '只有 strategy 为 weighted 时才能写权重',
    unknown_time_zone: '不是明确的时区名称（缩写可能有多种意思），请写 {meant}',
    hours_empty: '开始与结束时间相同；全天请写 00:00 到 24:00',
    delivery_blocked: '该投递已被阻止，不能重发',
    delivery_not_dead: '只有未能送达的投递才能人工确认',
    range_required: '重发已送达的投递须给出时间范围（since、until）或申请（lead）',
    region_unstated:
      '未写明所在地区：本机构自己的目标照旧投递，其他按平台通常所在地判断。请重新保存并写明 region',
    recipient_is_fixed: '该目标已有投递记录，不能改换接收方，请新建目标',
    kind_is_fixed: '该目标已有投递记录，不能改换类型，请新建目标',
    missing_secret: '请填写此项（保存后不再显示）',
    no_signing_secret: '只有 webhook 有签名密钥，其他类型请重新保存 config 中的密钥',
    not_testable: '此类目标没有不留记录的测试方式，请用预览（preview）核对内容',
    query_in_url: '网址中不能带 ? 参数',
    too_many_fields: '最多 {max} 个字段',
    field_name: '字段名须为一行文字，前后无空格，不超过 100 字',
    template_too_long: '模板不能超过 {max} 字',
    template_characters: '模板不能含控制字符、双向控制符或残缺字符',
    template_syntax: '模板第 {at} 个字符处无法识别，写法如 {{lead.values.name | surname}}',
    unknown_filter: '模板第 {at} 个字符处使用了不存在的过滤器',
    filter_argument: '模板第 {at} 个字符处过滤器的参数不正确',
    impossible_path: '模板第 {at} 个字符处的路径在 lead.created 中不存在，或不是可以显示的内容',
  },
  en: {
    no_consent_names_it:
      'No consent of a published form or authorisation names its recipient, so that no lead will come here',
    no_consent_lets_abroad:
      'It is abroad, and no published form has a cross_border consent for it, so that no lead will come here',
    field_not_asked: 'No published form has a field {field}: this stays empty',
    destination_is_off: 'The destination is off: nothing is delivered until it is on again',
    never_so: 'No lead is {value}: no such form or option is published, so that this is never true',
    uscc_doubtful:
      'The check sign of the USCC does not fit; compare it with the licence. A code of the first years may be so',
    unknown_destination: 'No such destination; save it first',
    destination_is_on:
      'The destination is on, so that nothing waits for it; switch it off first to drop what is due',
    weight_missing: 'Where leads are shared out by weight, every destination has one (weights)',
    weight_not_positive: 'A weight is above 0, and 1,000,000 at most',
    weight_of_nothing: 'This weight is no destination’s',
    weights_not_used: 'Only the strategy weighted has weights',
    unknown_time_zone: 'Not the name of one time zone (abbreviations can mean several): write {meant}',
    hours_empty: 'It ends when it begins; for the whole day write 00:00 to 24:00',
    delivery_blocked: 'This delivery was blocked and must not go out',
    delivery_not_dead: 'Only a delivery that is dead can be confirmed by hand',
    range_required: 'What was delivered is sent again of a range (since, until) or of a lead only',
    region_unstated:
      'Does not say where it is: your own goes on as before, any other is taken to be where its kind usually is. Save it again with its region',
    recipient_is_fixed: 'Leads were sent here for its recipient; make another destination instead',
    kind_is_fixed: 'Leads were sent here as this kind; make another destination instead',
    missing_secret: 'This has to be given (it is not shown again)',
    no_signing_secret: 'Only webhooks have a signing secret; save the secrets of other kinds in their config',
    not_testable: 'A target of this kind can only be tried with a lead; look at the preview instead',
    query_in_url: 'No query in this URL',
    too_many_fields: 'At most {max} fields',
    field_name: 'A field name is one line without spaces around it, of at most 100 characters',
    template_too_long: 'At most {max} characters',
    template_characters: 'No control, bidi or broken characters',
    template_syntax:
      'Character {at} of the template can’t be read; write as in {{lead.values.name | surname}}',
    unknown_filter: 'At character {at} the template uses a filter that does not exist',
    filter_argument: 'At character {at} the template’s filter has a wrong argument',
    impossible_path:
      'At character {at} is a path that lead.created does not have, or that is nothing to show',
  },
};
