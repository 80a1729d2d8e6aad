// Reads Knative Services as JSON, one on each line of stdin, and prints for each what Knative Serving's webhook
// would say: its own defaults, then its own validation. An empty line is a yes.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"knative.dev/pkg/apis"
	"knative.dev/serving/pkg/apis/config"
	servingv1 "knative.dev/serving/pkg/apis/serving/v1"
)

func verdict(line string) string {
	service := &servingv1.Service{}
	decoder := json.NewDecoder(strings.NewReader(line))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(service); err != nil {
		return err.Error()
	}
	ctx := config.ToContext(apis.WithinCreate(context.Background()), config.FromContextOrDefaults(context.Background()))
	service.SetDefaults(ctx)
	// Warnings are let through, as the webhook lets them.
	if err := service.Validate(ctx).Filter(apis.ErrorLevel); err != nil {
		return err.Error()
	}
	return ""
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		fmt.Println(strings.ReplaceAll(verdict(lines.Text()), "\n", "; "))
	}
}
