"""Asks moto whether policies allow calls, and parliament what it finds in policies: JSON in, JSON out."""

import json
import sys

from moto.iam.access_control import IAMPolicy, PermissionResult
from parliament import analyze_policy_string


def is_allowed(call):
    policy = IAMPolicy({"policy_document": json.dumps(call["policy"])})
    answer = policy.is_action_permitted(call["action"], call["resource"], None, call.get("context"))
    return answer is PermissionResult.PERMITTED


def findings_of(policy):
    findings = analyze_policy_string(json.dumps(policy)).findings
    return [f"{finding.issue}: {finding.detail}" for finding in findings]


asked = json.load(sys.stdin)
answers = {
    "allowed": [is_allowed(call) for call in asked["calls"]],
    "findings": [findings_of(policy) for policy in asked["policies"]],
}
json.dump(answers, sys.stdout)
