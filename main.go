// Lede is a Discord bot that briefs a server on the news, in the news' own words. See README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"lede/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(cli.Run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr))
}
