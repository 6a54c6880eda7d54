package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"lede/config"
	"lede/problem"
	"lede/service"

	"github.com/spf13/cobra"
)

const maxSaid = 500 // bytes of an answer, which is one sentence

func healthVerb(w world) *cobra.Command {
	return &cobra.Command{
		Use:   "health",
		Short: "Ask a running bot whether it is well",
		Long:  "Ask the bot that runs on this machine, at LEDE_HEALTH_ADDR, whether it is connected, its store\nanswers and due digests are being looked for.",
		Args:  noArguments,
		RunE:  work(func(ctx context.Context, _ []string) error { return w.health(ctx) }),
	}
}

func (w world) health(ctx context.Context) error {
	c, err := config.Load(w.env)
	if err != nil {
		return err
	}
	if c.HealthAddr == "" {
		return problem.New("cli.health-off")
	}
	status, said, err := w.askHealth(ctx, c.HealthAddr)
	if err != nil {
		return problem.New("cli.health-silent", "addr", c.HealthAddr).Because(err)
	}
	if status != http.StatusOK {
		return problem.New("cli.unwell", "said", said)
	}
	_, err = fmt.Fprintln(w.stdout, said)
	return err
}

// askHealth returns the status and the first words of the answer to a health check at an address.
func (w world) askHealth(ctx context.Context, addr string) (status int, said string, err error) {
	ctx, cancel := context.WithTimeout(ctx, w.times.Health)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+service.HealthPath, nil)
	if err != nil {
		return 0, "", err
	}
	client := &http.Client{Transport: &http.Transport{}} // goes through no proxy: the address is this machine's, even if it is 0.0.0.0
	defer client.CloseIdleConnections()
	res, err := client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, maxSaid)) // whatever arrived before the connection broke will do
	return res.StatusCode, strings.TrimSpace(string(body)), nil
}
