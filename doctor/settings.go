package doctor

import (
	"context"
	"os"
	"runtime"
	"strings"

	"lede/config"
	"lede/problem"
)

// settings reports each mistake separately, where `lede run` would report all together before it refuses to start.
func (x examination) settings(context.Context) []Finding {
	if len(x.mistakes) == 0 {
		if x.c.DigestLease >= x.c.NonceWindow/2 {
			return []Finding{warning("settings", problem.New("doctor.lease-long", "lease", x.c.DigestLease, "window", x.c.NonceWindow))}
		}
		if path := config.Env(x.Environ, "LEDE_CONFIG"); path != "" {
			return []Finding{good("settings", problem.New("doctor.settings-of-file", "path", path))}
		}
		return []Finding{good("settings", problem.New("doctor.settings"))}
	}
	var list []Finding
	for _, m := range x.mistakes {
		list = append(list, finding("settings", Fail, m))
	}
	return list
}

// secrets reports whether another user of this machine could read the token.
func (x examination) secrets(context.Context) []Finding {
	var open, typed []string
	for _, path := range x.c.SecretFiles {
		if readableByAll(path) && !handedOver(path) {
			open, typed = append(open, path), append(typed, inShell(path))
		}
	}
	if len(open) > 0 {
		return []Finding{warning("secrets", problem.New("doctor.secrets-open", "files", open, "paths", strings.Join(typed, " ")))}
	}
	return []Finding{good("secrets", problem.New("doctor.secrets"))}
}

// readableByAll reports whether a file's mode lets every user of the machine read it. Windows has no such mode. A folder or a device is
// no secret, and the machine would suffer from the fix.
func readableByAll(path string) bool {
	if runtime.GOOS == "windows" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o004 != 0
}

// handedOver reports whether Docker or Kubernetes mounted a file for one container, whatever its mode is.
func handedOver(path string) bool {
	return strings.HasPrefix(path, "/run/secrets/") || strings.HasPrefix(path, "/var/run/secrets/")
}

// inShell writes a path as it is typed in a shell.
func inShell(path string) string {
	if strings.ContainsAny(path, " \t'\"\\$`&;|<>()*?[]{}!#~") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
