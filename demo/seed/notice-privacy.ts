/** Owns the text of the demo's privacy notice and of its notice on ID numbers; must not know how they are published. */
import { tenant, tenantContact } from './parties.ts';

const retention =
  '登记资料自提交之日起最长保存90日；其中未能送达任何接收方的，最长保存30日。期满后删除。不含登记内容的授权记录和提供记录保存3年，用于证明您作出过的选择。';
const withdrawal =
  '在授权回执页面一键撤回，或者联系个人信息保护负责人，无需说明理由。撤回后我们停止联系并删除登记资料，撤回前已经进行的处理仍然有效。';

export const privacyNotice = {
  id: 'privacy',
  kind: 'privacy',
  locale: 'zh-CN',
  title: '个人信息处理告知与授权书',
  summary: `我同意${tenant.name}按告知书处理我登记的信息，并就本次融资意向与我联系。`,
  blocks: [
    {
      type: 'paragraph',
      strong: true,
      text: '请在勾选前阅读全文，加粗部分与您的权益关系较大。您可以不同意；不同意时登记不会提交，您填写的内容也不会发送给我们。',
    },
    { type: 'heading', text: '谁在处理您的信息' },
    {
      type: 'paragraph',
      text: `个人信息处理者是${tenant.name}（以下称“我们”）。我们接受贷款机构委托开展融资意向登记，不发放贷款，不参与审批，也不向您收取费用。`,
    },
    { type: 'heading', text: '各项信息用在哪里' },
    {
      type: 'list',
      items: [
        '称呼您、与您取得联系：姓名、手机号码（必填）',
        '了解融资需求：申请金额、借款期限、资金用途（必填）',
        '确认所在地区能否受理：所在地区（必填）',
        '了解经营主体（仅企业经营贷款）：企业名称（必填）、统一社会信用代码、近一年营业收入（选填）',
        '安排联系（仅个人消费贷款）：希望用款日期、方便联系的时段、补充说明（选填）',
        '防止重复或恶意提交，并证明您作出的选择：提交时间、来源页面、推荐链接编号、告知书版本及其在屏幕上的展示情况',
      ],
    },
    {
      type: 'paragraph',
      strong: true,
      text: '身份证号码属于我们从严保护的信息，只有在您另行单独同意之后才会处理，不填写不影响登记。',
    },
    { type: 'heading', text: '处理方式' },
    {
      type: 'paragraph',
      text: '我们收集、加密存储上述信息，由工作人员与您人工联系，到期删除。我们不对您评分，不制作用户画像，也不以自动化方式决定是否受理。完整的收集清单和对外提供清单公布在“个人信息清单与告知文本”页面，可以从登记表所在的网页底部打开，并可打印。',
    },
    { type: 'heading', text: '向他人提供' },
    {
      type: 'paragraph',
      strong: true,
      text: '仅凭本告知书，我们不向其他单位或个人提供您的信息。向贷款机构提供，须由您针对该机构另行单独同意。',
    },
    { type: 'heading', text: '存储地点' },
    {
      type: 'paragraph',
      text: '信息存储在中华人民共和国境内，不向境外提供。传输和存储均采用加密措施，工作人员查看完整信息须说明事由并留下记录。',
    },
    { type: 'heading', text: '您的权利' },
    {
      type: 'list',
      items: [
        '查阅、复制、转移您的信息',
        '更正、补充不准确或不完整的信息',
        '删除您的信息，限制或拒绝处理',
        '撤回同意，要求我们解释处理规则',
      ],
    },
    {
      type: 'paragraph',
      text: '您可以通过登记回执，或联系个人信息保护负责人行使这些权利，我们在15个工作日内答复；不能满足的，会说明理由。',
    },
    { type: 'heading', text: '未成年人' },
    { type: 'paragraph', text: '本服务只面向年满18周岁的成年人，我们不处理未成年人的信息。' },
    { type: 'heading', text: '变更和投诉' },
    {
      type: 'paragraph',
      text: '处理目的、方式或信息种类发生变化时，我们会重新征求您的同意；您同意的版本记录在登记回执中。对我们的处理有异议的，您可以向我们投诉，也可以向履行个人信息保护职责的部门投诉、举报。',
    },
  ],
  purposes: ['称呼并联系申请人', '了解融资需求', '确认所在地区能否受理', '防止重复或恶意提交，证明授权'],
  infoKinds: [
    '姓名、手机号码',
    '申请金额、借款期限、资金用途、希望用款日期',
    '所在地区',
    '企业名称、统一社会信用代码、近一年营业收入',
    '方便联系的时段、补充说明',
    '提交时间、来源页面、推荐链接编号、告知书展示情况',
  ],
  retention,
  refusal: '不同意则无法提交本次登记；仍可浏览页面，或直接向贷款机构申请。',
  withdrawal,
  contact: tenantContact,
};

const idRetention = '自提交之日起最长保存30日，核对完成即删除，以先到者为准。';
const idWithdrawal =
  '在授权回执页面一键撤回，或者联系个人信息保护负责人，无需说明理由；撤回后我们删除身份证号码，其他登记资料不受影响。';

export const sensitiveIdNotice = {
  id: 'sensitive-id',
  kind: 'sensitive',
  locale: 'zh-CN',
  title: '身份证号码单独授权书',
  summary: `我单独同意${tenant.name}为核对年龄和受理地区处理我的身份证号码。`,
  blocks: [
    {
      type: 'paragraph',
      strong: true,
      text: '身份证号码一旦泄露，可能被冒用于开户、借款等，使您的人身、财产受到损害。请确认需要后再填写。',
    },
    { type: 'heading', text: '为什么需要' },
    {
      type: 'paragraph',
      text: '部分消费贷款只面向特定地区的成年居民。身份证号码可以一次核对年龄和户籍所在地，免去您再次提交材料。不填写时，由工作人员在联系时向您询问是否符合条件。',
    },
    { type: 'heading', text: '处理什么、怎样处理' },
    {
      type: 'list',
      items: [
        `由${tenant.name}处理18位身份证号码，只用于核对年龄和受理地区`,
        '以单独的密钥加密存储，页面上始终遮盖显示，查看须说明事由并留下记录',
        '不用于查询征信，不提供给其他单位或个人，不向境外提供',
      ],
    },
    { type: 'heading', text: '您可以不同意，也可以随时撤回' },
    { type: 'paragraph', text: '本授权由您自愿作出。不同意或者不填写，不影响提交登记和后续联系。' },
  ],
  fields: ['id_number'],
  purposes: ['核对年龄是否满18周岁', '核对户籍所在地是否属于可受理地区'],
  infoKinds: ['居民身份证号码'],
  retention: idRetention,
  refusal: '不影响提交登记，由工作人员在联系时询问是否符合条件。',
  withdrawal: idWithdrawal,
  contact: tenantContact,
};
