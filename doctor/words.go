package doctor

import (
	"fmt"
	"strings"

	"lede/languages"
)

// some formats the first few items of a list, and how many more there are.
func some(l languages.Language, list []string, most int) string {
	if len(list) <= most {
		return l.List(list)
	}
	return l.Text("finding.and-more", "names", strings.Join(list[:most], l.Text("list.comma")), "more", len(list)-most)
}

// size formats a number of bytes for people.
func size(n int64) string {
	units := []string{"bytes", "KB", "MB", "GB", "TB"}
	f, i := float64(n), 0
	for f >= 1000 && i < len(units)-1 {
		f, i = f/1024, i+1
	}
	if i == 0 || f >= 10 {
		return fmt.Sprintf("%.0f %s", f, units[i])
	}
	return fmt.Sprintf("%.1f %s", f, units[i])
}
