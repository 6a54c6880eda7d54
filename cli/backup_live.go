package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"lede/store"
)

// The file is locked by the running bot, so `lede backup` asks that bot, over a socket beside the file. Only the user who owns the
// file can open the socket.

const (
	socketSuffix = ".sock"
	backupPath   = "/backup"
	// longestBackup is the maximum time for serving a backup.
	longestBackup = time.Hour
)

// serveBackups serves backups of a store from a socket beside its file. If that fails, it is logged, and the bot runs without.
func (t times) serveBackups(path string, kv store.Watched, log *slog.Logger) (stop func()) {
	socket := path + socketSuffix
	if err := os.Remove(socket); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a bot that was killed: we have the file
		log.Warn("no backup can be made while Lede runs", "socket", socket, "err", err.Error())
		return func() {}
	}
	l, err := net.Listen("unix", socket)
	if err == nil {
		err = os.Chmod(socket, 0o600)
	}
	if err != nil {
		log.Warn("no backup can be made while Lede runs", "socket", socket, "err", err.Error())
		if l != nil {
			_ = l.Close()
		}
		return func() {}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+backupPath, func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		err := writeBackupOf(r.Context(), kv, w)
		took := time.Since(began).Round(time.Millisecond).String()
		if err == nil {
			log.Info("backup", "took", took)
		} else {
			log.Warn("backup", "took", took, "err", err.Error())
			panic(http.ErrAbortHandler) // or the reader would take it for complete
		}
	})
	s := t.Server(mux, longestBackup, log)
	go s.Serve(l) //nolint:errcheck // ends with Close
	return func() { s.Close() }
}

// askBackup asks the bot that runs on a file to write a backup of it.
func askBackup(ctx context.Context, path string, to io.Writer) error {
	client := &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Minute, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path+socketSuffix)
	}}}
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://lede"+backupPath, nil)
	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("it answered %s", res.Status)
	}
	_, err = io.Copy(to, res.Body)
	return err
}
