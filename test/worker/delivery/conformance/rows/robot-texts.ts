/** Owns what all robots say of the sample messages; must not know any one robot. */
import { leadUrl } from '../sample-messages.ts';

export const robotLead = [
  '【进件】新线索 #128',
  '称呼：张**',
  '手机：138****8000',
  '金额（元）：3000000',
  '表单：business-loan',
  '渠道：wechat',
  `查看：${leadUrl}`,
].join('\n');

export const robotPing = '【进件】测试消息\n配置成功，此后的线索提醒会发到这里。';
