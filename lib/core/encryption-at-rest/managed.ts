/** Clouds whose control plane takes no file: the switch that each has in its place. */
export const managedSwitches = `# Where the control plane is somebody else's

Amazon EKS, Google GKE and Azure AKS take no EncryptionConfiguration; each has a switch of its own.

## Amazon EKS

From Kubernetes 1.28 on, everything that the API stores is encrypted by default, with a key that AWS owns. For a key of
your own (KMS, symmetric, same region): \`encryptionConfig\` of \`aws.eks.Cluster\`, with resources ["secrets"], or

    aws eks associate-encryption-config --cluster-name CLUSTER --encryption-config '[{"resources":["secrets"],"provider":{"keyArn":"KEY_ARN"}}]'

It can be added to a cluster, and neither be removed nor be changed: Pulumi, Terraform and CloudFormation replace the
cluster when it is taken away, so protect it. Rotate by the key's own rotation in KMS; a key that is disabled or deleted
takes the cluster with it.

## Google GKE

Disks are encrypted by default. For a key of your own in Cloud KMS: \`databaseEncryption\` of \`gcp.container.Cluster\`, or

    gcloud container clusters update CLUSTER --location=LOCATION --database-encryption-key=projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY
    gcloud container clusters update CLUSTER --location=LOCATION --disable-database-encryption

After a rotation of the key in Cloud KMS, write the Secrets anew.

## Azure AKS

Disks are encrypted by default. For a key of your own in Key Vault: \`securityProfile.azureKeyVaultKms\` of
\`azure-native.containerservice.ManagedCluster\`, or

    az aks update --resource-group GROUP --name CLUSTER --enable-azure-keyvault-kms --azure-keyvault-kms-key-id KEY_ID
    az aks update --resource-group GROUP --name CLUSTER --disable-azure-keyvault-kms

From Kubernetes 1.33 on, Microsoft's newer way is \`--kms-infrastructure-encryption Enabled\`. After switching on or
off, and after a rotation of the key, write the Secrets anew.

## Writing the Secrets anew

    kubectl get secrets --all-namespaces -o json | kubectl replace -f -

Run it until it ends with exit code 0.`;
