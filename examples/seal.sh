# The values come from the prompt, not from arguments, and only ciphertext is written.
read -r -s -p 'access key id: ' id && echo
read -r -s -p 'secret access key: ' key && echo
printf 'AWS_ACCESS_KEY_ID=%s\nAWS_SECRET_ACCESS_KEY=%s\n' "$id" "$key" |
  kubectl create secret generic aws --namespace orders --dry-run=client --output json --from-env-file=/dev/stdin |
  kubeseal --cert controller.pem --format yaml > aws.yaml
