{{- define "name" -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* Labels that a selector uses: they never change. Call it with (list $ "component"). */}}
{{- define "selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "labels" -}}
{{ include "selector" . }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
{{- end }}

{{/* What the restricted Pod Security Standard requires, and a read-only file system. */}}
{{- define "pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: { type: RuntimeDefault }
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "selector" . | nindent 8 }}
{{- end }}

{{- define "database.name" -}}
{{ include "name" . }}-database
{{- end }}

{{- define "database.host" -}}
{{ .Values.database.host | default (printf "%s-rw" (include "database.name" .)) }}
{{- end }}

{{- define "database.ownerSecret" -}}
{{ .Values.database.ownerSecret | default (printf "%s-app" (include "database.name" .)) }}
{{- end }}

{{- define "usesPooler" -}}
{{ if and (not .Values.database.host) .Values.database.cluster.pooler.enabled }}yes{{ end }}
{{- end }}

{{/* An address of the database. Call it with (list $ "role" "host"). */}}
{{- define "database.url" -}}
{{- $database := (index . 0).Values.database -}}
postgresql://{{ index . 1 }}@{{ index . 2 }}:{{ $database.port }}/{{ $database.name }}
{{- end }}

{{/* Where the API and the worker connect to. */}}
{{- define "database.environment" -}}
{{- $direct := include "database.url" (list . "app" (include "database.host" .)) -}}
{{- if include "usesPooler" . -}}
- { name: DATABASE_URL, value: {{ include "database.url" (list . "app" (printf "%s-pooler" (include "name" .))) }} }
- { name: DATABASE_DIRECT_URL, value: {{ $direct }} }
{{- else -}}
- { name: DATABASE_URL, value: {{ $direct }} }
{{- end }}
{{- if and (not .Values.database.host) .Values.database.cluster.readFromStandbys }}
- { name: DATABASE_REPLICA_URL, value: {{ include "database.url" (list . "app" (printf "%s-ro" (include "database.name" .))) }} }
{{- end }}
{{- end }}

{{/* The other settings. */}}
{{- define "environment" -}}
- { name: PUBLIC_URL, value: {{ .Values.publicUrl | quote }} }
# The UI's Caddy is one more.
- { name: TRUSTED_PROXIES, value: {{ add1 .Values.proxies.count | quote }} }
{{- if .Values.metrics.enabled }}
- { name: METRICS_PORT, value: "9100" }
{{- end }}
{{- range $name, $value := .Values.environment }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end }}

{{/* The app reads each setting that is a secret from a file. Call it with (list $ "Secret of the database's role"). */}}
{{- define "volumes" -}}
- name: secrets
  projected:
    sources:
      - secret: { name: {{ (index . 0).Values.secret }} }
      - secret:
          name: {{ index . 1 }}
          items:
            - { key: password, path: database_password }
- name: temporary
  emptyDir: {}
{{- end }}

{{- define "mounts" -}}
- { name: secrets, mountPath: /run/secrets, readOnly: true }
- { name: temporary, mountPath: /tmp }
{{- end }}
