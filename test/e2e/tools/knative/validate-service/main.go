// Reads Knative Services as JSON, one on each line of stdin, and prints for each what Knative Serving's webhook
// would say: its own defaults, then its own validation. An empty line is a yes. With -csi, its feature
// kubernetes.podspec-volumes-csi is enabled.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"

	"knative.dev/pkg/apis"
	"knative.dev/serving/pkg/apis/config"
	servingv1 "knative.dev/serving/pkg/apis/serving/v1"
)

var csi = flag.Bool("csi", false, "enable volumes of the Container Storage Interface")

func verdict(line string) string {
	service := &servingv1.Service{}
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(service); err != nil {
		return err.Error()
	}
	cfg := config.FromContextOrDefaults(context.Background())
	if *csi {
		cfg.Features.PodSpecVolumesCSI = config.Enabled
	}
	ctx := config.ToContext(apis.WithinCreate(context.Background()), cfg)
	service.SetDefaults(ctx)
	// Warnings are let through, as the webhook lets them.
	if err := service.Validate(ctx).Filter(apis.ErrorLevel); err != nil {
		return err.Error()
	}
	return ""
}

func main() {
	flag.Parse()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		fmt.Println(strings.ReplaceAll(verdict(lines.Text()), "\n", "; "))
	}
}
