package cli

import (
	"context"
	"fmt"
	"log/slog"

	"lede/playground"
	"lede/problem"
)

// playAlone serves the playground without a bot, for one that runs elsewhere, and prints the settings that lead it here.
func (w world) playAlone(ctx context.Context, addr string) error {
	log := slog.New(slog.NewTextHandler(w.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	discord := playground.New(playground.Options{Log: log, Title: "Lede"})
	if err := chat(ctx, discord); err != nil {
		return err
	}
	if err := discord.Start(addr); err != nil {
		return problem.New("cli.play-unserved", "addr", addr).Because(err)
	}
	defer discord.Close()
	fmt.Fprintf(w.stdout, "%s\n", words.Text("play.alone", "url", discord.URL(), "token", discord.Token()))
	<-ctx.Done()
	return nil
}
