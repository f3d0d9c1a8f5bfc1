metadata description = 'Who is told when something is wrong. Each alert names what happened and where to look; none of them holds anything personal.'

param token string
param location string
param tags object
param email string
@description('How often the logs are asked; the more often, the dearer.')
param every string
param workspaceId string
param topicId string
param communicationId string
@description('What Communication Services lets through in an hour.')
param emailPerHour int

// "phrase" is what the code logs, up to its first placeholder; a test looks it up in src. Severity 0 is for a patient who may be waiting.
var logged = [
  {
    name: 'reply-set-aside'
    severity: 0
    phrase: 'A message from the carrier could not be dealt with'
    also: ''
    // It may be a patient's reply that nobody has read: also what became of a poison message.
    why: 'A message from the carrier could not be dealt with and may be a patient\'s reply. Read it in the table setaside and act on it.'
  }
  {
    name: 'nobody-took-it'
    severity: 0
    phrase: 'Nobody has taken on an escalation ('
    also: ''
    // Everybody on the ladder was told and the practice's own number too.
    why: 'Everybody on the ladder was told of a patient and nobody has acknowledged. Find somebody now; the log names the escalation\'s id.'
  }
  {
    name: 'overdue-again'
    severity: 0
    phrase: 'What was overdue of patient'
    also: ''
    // Someone's messages or escalations are stuck, and a second try did not help.
    why: 'Something overdue failed again when the auditor took it up: a patient\'s messages or an escalation may be stuck. The log names the patient\'s id.'
  }
  {
    name: 'escalation-past-its-time'
    severity: 0
    phrase: 'The auditor took up something overdue'
    // Formatted, the word stands in brackets; an exporter that keeps the template has it among the properties.
    also: ' and (Message contains "(escalation)" or tostring(Properties) contains "escalation")'
    // An open escalation without a next step breaks R6; it has been taken up, and why it happened has to be found.
    why: 'An open escalation had no next step when it should have had one. It was taken up; look at its patient.'
  }
  {
    name: 'page-failed'
    severity: 2
    phrase: ' failed, trace '
    also: ''
    // A page or the admin API met a fault of its own: whoever pressed a button may think that it was done.
    why: 'A page or the admin API failed while it was answering. The log names the endpoint and the trace; look whether an act of a provider was lost.'
  }
  {
    name: 'auditor-repaired'
    severity: 2
    phrase: 'The auditor took up something overdue'
    also: ''
    // Once is a restart; again and again is a fault of the clocks or too little capacity.
    why: 'Work was found late and done by the auditor. If it goes on, the durable clocks are behind: the orchestration backlog grows.'
  }
  {
    name: 'email-not-admitted'
    severity: 0
    phrase: 'Communication Services does not admit this app to send email'
    also: ''
    // Providers are told by email: nobody hears of an emergency.
    why: 'No email leaves, to providers neither. Check the role of the app\'s identity, the linked domain and the sender.'
  }
  {
    name: 'sms-not-admitted'
    severity: 0
    phrase: 'Communication Services does not admit this app to send SMS'
    also: ''
    // Safety texts wait as well.
    why: 'No SMS leaves. Check the role of the app\'s identity and the sending number.'
  }
  {
    name: 'no-sending-number'
    severity: 2
    phrase: 'There is no sending number yet'
    also: ''
    // Once a start, at the first text that cannot leave: expected on a new trial, an accident anywhere else.
    why: 'Texts wait because the app has no sending number. Set OUTREACH_SMS_FROM once there is one, and provision again.'
  }
  {
    name: 'ledger-not-walked'
    severity: 2
    phrase: 'could not be walked ('
    also: ''
    // Until it can, its projections may be wrong: a text may not find its patient.
    why: 'The nightly walk could not go through a ledger. The log names the patient\'s id.'
  }
  {
    name: 'clock-not-nudged'
    severity: 3
    phrase: 'The clock of patient'
    also: ''
    // Harmless once: the auditor finds what is due. Often, it is the first sign of trouble with storage.
    why: 'Durable clocks could not be nudged. The auditor does their work; look at the health of the storage account.'
  }
]

resource admins 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-outreach-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'outreach'
    enabled: true
    emailReceivers: [{ name: 'admin', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource fromLogs 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in logged: {
  name: 'alert-${alert.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Outreach: ${alert.name}'
    description: alert.why
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: every
    windowSize: every
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where Message contains "${alert.phrase}"${alert.also}'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: false
    // The workspace has no tables yet when it is first deployed.
    skipQueryValidation: true
    actions: { actionGroups: [admins.id] }
  }
}]

// What the app measures: "measure" is the name in the code, which a test looks up.
var measured = [
  {
    name: 'texts-read-late'
    severity: 0
    measure: 'outreach.inbound.lateness'
    only: ''
    value: 'max(Max)'
    // Seconds. A text waits two in the queue; two minutes mean that the queue grows, or that the app was not there.
    above: 120
    window: 'PT15M'
    why: 'A patient\'s text was dealt with minutes after the carrier took it. Look at the inbound queue, at failures of the function Inbound, and whether an instance is kept ready.'
  }
  {
    name: 'urgent-sent-late'
    severity: 0
    measure: 'outreach.send.lateness'
    only: ' and tostring(Properties["class"]) in ("safety", "staff")'
    value: 'max(Max)'
    // Seconds. Neither waits in a queue: it is a carrier that is down, or a clock that is behind.
    above: 180
    window: 'PT15M'
    why: 'A safety text or an email to a provider left minutes after it should have. Patients in danger were told to call, or could not be: open the list of escalations.'
  }
  {
    name: 'clocks-behind'
    severity: 2
    measure: 'outreach.auditor.taken_up'
    only: ''
    value: 'sum(Sum)'
    // Patients in a quarter of an hour. A few are a restart; so many are a backlog of orchestrations.
    above: 20
    window: 'PT15M'
    why: 'The durable clocks are behind and the auditor does their work, which holds for a while. Look at the health of what keeps the clocks, and at always-ready instances.'
  }
  {
    name: 'texts-do-not-arrive'
    severity: 1
    measure: 'outreach.received'
    only: ' and tostring(Properties["word"]) in ("failed", "opted_out")'
    value: 'sum(Sum)'
    // In an hour. A wrong number here and there is everyday and on its patient's timeline; many mean that the sending number is blocked or not verified.
    above: 10
    window: 'PT1H'
    why: 'Carriers and mail servers report many messages as not delivered. Look at the sending number\'s verification and the domain\'s records.'
  }
]

resource fromMeasures 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in measured: {
  name: 'alert-${alert.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Outreach: ${alert.name}'
    description: alert.why
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: every
    windowSize: alert.window
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "${alert.measure}"${alert.only} | summarize Value = ${alert.value} | where Value > ${alert.above}'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    skipQueryValidation: true
    actions: { actionGroups: [admins.id] }
  }
}]

// Says nothing, therefore wrong: an app that is down logs no error. The auditor runs every minute.
resource silent 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-silent-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Outreach: the app is silent'
    description: 'The auditor has not run for fifteen minutes: the app is down, or its telemetry does not arrive. Texts wait in the queue and nothing is sent.'
    severity: 0
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: every
    windowSize: 'PT15M'
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where Message contains "The auditor has looked"'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    skipQueryValidation: true
    actions: { actionGroups: [admins.id] }
  }
}

// The platform's own counters. A dead letter is an event Event Grid could not put into the queue for a day.
var counted = [
  {
    name: 'dead-letters'
    severity: 0
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    dimensions: []
    window: 'PT5M'
    above: 0
    why: 'Event Grid gave up delivering an event, which may be a patient\'s text. It lies in the container dead-letters for 30 days.'
  }
  {
    name: 'dropped-events'
    severity: 0
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DroppedEventCount'
    aggregation: 'Total'
    dimensions: []
    window: 'PT5M'
    above: 0
    why: 'Event Grid lost an event, which may be a patient\'s text: the container dead-letters could not be written either.'
  }
  {
    name: 'delivery-attempts-fail'
    severity: 1
    scope: topicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DeliveryAttemptFailCount'
    aggregation: 'Total'
    dimensions: []
    window: 'PT15M'
    // One attempt may fail and the next succeed.
    above: 3
    why: 'Event Grid cannot reach the queue and tries again. Check the roles of its identity and the storage account.'
  }
  {
    name: 'email-quota-near'
    severity: 1
    scope: communicationId
    namespace: 'Microsoft.Communication/CommunicationServices'
    metric: 'ApiRequests'
    aggregation: 'Count'
    dimensions: []
    window: 'PT1H'
    // Four fifths of the hour's quota, which escalations share with everything else.
    above: emailPerHour * 4 / 5
    why: 'Four fifths of the emails Communication Services allows in an hour are used. Escalations go first; the rest waits. Ask support for a higher quota, or verify your own domain.'
  }
  {
    name: 'email-bounces'
    severity: 2
    scope: communicationId
    namespace: 'Microsoft.Communication/CommunicationServices'
    metric: 'DeliveryStatusUpdate'
    aggregation: 'Count'
    dimensions: [{ name: 'MessageStatus', operator: 'Include', values: ['Bounced', 'Failed', 'Suppressed', 'Quarantined', 'FilteredSpam'] }]
    window: 'PT1H'
    // A few wrong addresses are everyday; each is on its patient's timeline.
    above: 5
    why: 'Many emails were not delivered within an hour: a provider may not be reading. Check the domain\'s records and the addresses in practice.yaml.'
  }
  {
    name: 'sms-refused'
    severity: 1
    scope: communicationId
    namespace: 'Microsoft.Communication/CommunicationServices'
    metric: 'APIRequestSMS'
    aggregation: 'Count'
    dimensions: [{ name: 'StatusCodeClass', operator: 'Include', values: ['4xx', '5xx'] }]
    window: 'PT1H'
    // Opted-out and wrong numbers are refused one by one; many within an hour mean the number itself is blocked or not verified.
    above: 10
    why: 'Communication Services or the carrier refuse many SMS. Look at the sending number\'s verification.'
  }
]

resource fromMetrics 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in counted: {
  name: 'alert-${alert.name}-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: alert.why
    severity: alert.severity
    enabled: true
    scopes: [alert.scope]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: alert.name
          metricNamespace: alert.namespace
          metricName: alert.metric
          dimensions: alert.dimensions
          timeAggregation: alert.aggregation
          operator: 'GreaterThan'
          threshold: alert.above
          // Some are not known to Azure Monitor before they first count something.
          skipMetricValidation: true
        }
      ]
    }
    actions: [{ actionGroupId: admins.id }]
  }
}]
