# Asks for the values without showing them. The file goes into Git: the cluster's controller alone can open it.
npx keywire seal --cert controller.pem --name aws --namespace orders --class aws --out aws.yaml
