// Command health prints Argo CD's health of each GunRelayCluster that it reads, one a line, as JSON.
//
//	health deploy/argocd/argocd-cm.yaml < fleets.jsonl
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/gunrelay/gunrelay/tools/packaging/argocd"
)

func main() {
	if err := run(os.Args[1], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "health:", err)
		os.Exit(1)
	}
}

func run(configMap string, in io.Reader, out io.Writer) error {
	text, err := os.ReadFile(configMap)
	if err != nil {
		return err
	}
	script, err := argocd.Customization(text, "health", "gunrelay.io_GunRelayCluster")
	if err != nil {
		return err
	}
	for decoder := json.NewDecoder(in); ; {
		var fleet map[string]any
		if err := decoder.Decode(&fleet); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		health, err := argocd.Run(context.Background(), script, fleet)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, health["status"])
	}
}
