{{- define "gunrelay-operator.labels" -}}
app.kubernetes.io/name: {{ .Values.fullnameOverride }}
{{- end }}

{{- define "gunrelay-operator.serviceAccount" -}}
{{ .Values.serviceAccount.name | default .Values.fullnameOverride }}
{{- end }}

{{- define "gunrelay-operator.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{- /* A binding to the operator's service account. */ -}}
{{- define "gunrelay-operator.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "gunrelay-operator.serviceAccount" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}

{{/* A map as keys and values: a=1,b=2 */}}
{{- define "gunrelay-operator.pairs" -}}
{{- $pairs := list -}}
{{- range $key, $value := . -}}
{{- $pairs = append $pairs (printf "%s=%s" $key $value) -}}
{{- end -}}
{{- join "," $pairs -}}
{{- end }}
