// Sends through the official clients and prints what they made of the answers, as JSON.
// node send.js CONNECTION ORDERS, where ORDERS is JSON: [{"sms": …}, {"email": …}, {"read": events}], done one after the other.
import { SmsClient } from '@azure/communication-sms';
import { EmailClient } from '@azure/communication-email';
import { EventGridDeserializer, isSystemEvent } from '@azure/eventgrid';

const [connection, orders] = process.argv.slice(2);

/** Over http the client has to be told that it may. */
const options = { allowInsecureConnection: true, retryOptions: { retryDelayInMs: 10 } };

/** The caller's own repeatability id, as one who has to survive a crash sets it: before the request is signed. */
const repeat = (id, firstSent) => ({
  position: 'perCall',
  policy: {
    name: 'repeatability',
    sendRequest(request, next) {
      const body = JSON.parse(request.body);
      for (const recipient of body.smsRecipients) Object.assign(recipient, { repeatabilityRequestId: id, repeatabilityFirstSent: firstSent });
      request.body = JSON.stringify(body);
      return next(request);
    },
  },
});

async function sms({ from, to, message, tag, id, firstSent }) {
  const client = new SmsClient(connection, { ...options, additionalPolicies: id ? [repeat(id, firstSent)] : [] });
  return await client.send({ from, to, message }, { enableDeliveryReport: true, tag });
}

async function email({ from, to, subject, text, id }) {
  const client = new EmailClient(connection, options);
  const poller = await client.beginSend(
    { senderAddress: from, content: { subject, plainText: text }, recipients: { to: to.map(address => ({ address })) } },
    { operationId: id, updateIntervalInMs: 50 });
  return await poller.pollUntilDone();
}

async function read({ events, cloud }) {
  const deserializer = new EventGridDeserializer();
  return cloud ? await deserializer.deserializeCloudEvents(events) : await deserializer.deserializeEventGridEvents(events);
}

const results = [];
for (const order of JSON.parse(orders)) {
  try {
    if (order.sms) results.push({ value: await sms(order.sms) });
    else if (order.email) results.push({ value: await email(order.email) });
    else results.push({ value: (await read(order.read)).map(e => ({ ...e, isReceived: isSystemEvent('Microsoft.Communication.SMSReceived', e) })) });
  } catch (failed) {
    results.push({ error: { name: failed.name, status: failed.statusCode, code: failed.code, message: failed.message } });
  }
}
console.log(JSON.stringify(results));
