# One value, decoded. This is what grantRead allows.
kubectl --namespace orders get secret aws --output 'jsonpath={.data.AWS_ACCESS_KEY_ID}' | base64 --decode

# All of it, each value decoded.
kubectl --namespace orders get secret aws --output 'go-template={{range $key, $value := .data}}{{$key}}={{$value | base64decode}}{{"\n"}}{{end}}'
