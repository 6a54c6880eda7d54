package cli

import (
	"context"
	"fmt"
	"log/slog"

	"lede/playground"
)

// playAlone serves the playground without a bot, for one that runs elsewhere, and prints the settings that point a bot at it.
func (w world) playAlone(ctx context.Context, addr string) error {
	log := slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	discord := playground.New(playground.Options{Log: log, Title: "Lede"})
	if err := chat(ctx, discord); err != nil {
		return err
	}
	if err := w.openTo(addr, discord); err != nil {
		return err
	}
	defer discord.Close()
	fmt.Fprintf(w.stdout, "%s\n", words.Text("play.alone", "url", discord.URL(), "token", discord.Token()))
	<-ctx.Done()
	return nil
}
