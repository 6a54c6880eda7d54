package date

import (
	"testing"
	"time"
)

func FuzzDate(f *testing.F) {
	for _, s := range []string{"Mon, 02 Jan 2023 03:04:05 GMT", "2023-01-02T03:04:05+01:00", "mar., 03 janv. 2023 08:30", "1672628645", "Jan 2, 2023, 11:30 a.m. EST", "02.01.2023", "12/25/2023", "20230102T030405Z", "27 พ.ย. 2569 18:00", "٢٨ نوفمبر ٢٠٢٦", "27 Tháng 11, 2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := Parse(s)
		if at.IsZero() {
			return
		}
		if at.Location() != time.UTC || at.Year() < 1899 || at.Year() > 10000 {
			t.Errorf("%q is %v", s, at)
		}
		if again := Parse(at.Format(time.RFC3339Nano)); !again.Equal(at) && at.Year() > 1900 && at.Year() < 9999 {
			t.Errorf("%q is %v, which is %v", s, at, again)
		}
	})
}
