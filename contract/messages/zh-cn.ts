/** Owns the Chinese wording of findings on fields and consents: each says what to do; must not know where it is shown. */

/** By finding code. `{label}` is the field's label, other names in braces are the finding's params. */
export const zhCn: Record<string, string> = {
  required: '请填写{label}',
  invalid_name: '请填写真实姓名，如“张三”',
  invalid_phone: '请输入11位手机号码',
  invalid_id_number: '请核对18位身份证号码',
  under_age: '本服务仅面向年满{age}周岁的成年人',
  invalid_uscc: '请核对18位统一社会信用代码',
  invalid_company: '请填写营业执照上的企业名称',
  invalid_region: '请选择所在地区',
  invalid_amount: '请输入整数金额，单位为元',
  invalid_number: '请输入数字',
  invalid_date: '请选择正确的日期',
  invalid_email: '请核对邮箱地址，如 name@example.com',
  invalid_text: '请删除无法识别的字符',
  out_of_range: '请输入 {min} 到 {max} 之间的数',
  below_min: '不能小于 {min}',
  above_max: '不能大于 {max}',
  out_of_step: '请输入 {step} 的整数倍',
  date_too_early: '不能早于 {min}',
  date_too_late: '不能晚于 {max}',
  not_an_option: '请从选项中选择',
  too_many: '最多选择 {max} 项',
  too_long: '请控制在 {max} 字以内',
  unknown_field: '表单中没有这一项',
  decided_twice: '同一份授权只能有一个决定',
};
