# The values are asked for once, and sealed for each cluster. `context:NAME` asks the controller of a kubectl context.
npx keywire seal --cluster prod=certs/prod.pem --cluster staging=certs/staging.pem \
  --name aws --namespace orders --class aws --out 'clusters/{cluster}/aws.yaml'
