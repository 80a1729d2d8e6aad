{{- define "tenants.labels" -}}
app.kubernetes.io/part-of: {{ .name }}
owner: {{ .owner }}
{{- end }}
