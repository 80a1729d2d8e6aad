# What to do on three API servers, step by step, with the exact commands. It changes nothing.
npx keywire encryption runbook start --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k1 --api-servers 3

# Its first step: makes the file, mode 0600, with a new key that is shown nowhere.
npx keywire encryption start --file /etc/kubernetes/enc/encryption.yaml --provider secretbox --name k1 --api-servers 3

# What an API server would not say about a file. Problems end with exit code 3, such as values that are still in the clear.
npx keywire encryption check --file /etc/kubernetes/enc/encryption.yaml
