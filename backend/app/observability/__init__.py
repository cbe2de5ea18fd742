"""Logs, metrics, traces and error reports. All but the logs are off by default, and cost nothing then."""
