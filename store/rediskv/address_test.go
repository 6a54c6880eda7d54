package rediskv

import (
	"fmt"
	"testing"
)

func TestAddressesAreRead(t *testing.T) {
	for url, want := range map[string]string{
		"redis://h":                                                   "[h:6379] db 0 user  password ",
		" redis://u:p%40%2F@h:1/3 ":                                   "[h:1] db 3 user u password p@/",
		"redis://:p@[::1]:7/":                                         "[[::1]:7] db 0 user  password p",
		"redis-sentinel://a,b:1,c/m":                                  "[a:26379 b:1 c:1] db 0 user  password  master m",
		"rediss-sentinel://u:p@a:1,b:2/m/4?replicas=2":                "[a:1 b:2] db 4 user u password p master m tls replicas 2",
		"redis-cluster://a:1,[::1]:2":                                 "[a:1 [::1]:2] db 0 user  password  cluster",
		"rediss-cluster://a:1/0?replicas=1":                           "[a:1] db 0 user  password  cluster tls replicas 1",
		"redis-sentinel://a/m?sentinel_user=x&sentinel_password=y%26": "[a:26379] db 0 user  password  master m sentinel x y&",
	} {
		a, err := parse(url)
		if err != nil {
			t.Errorf("%s: %v", url, err)
			continue
		}
		o := a.options
		got := fmt.Sprintf("%v db %d user %s password %s", o.Addrs, o.DB, o.Username, o.Password)
		if o.MasterName != "" {
			got += " master " + o.MasterName
		}
		if o.IsClusterMode {
			got += " cluster"
		}
		if o.TLSConfig != nil {
			got += " tls"
		}
		if a.replicas != 0 {
			got += fmt.Sprint(" replicas ", a.replicas)
		}
		if o.SentinelPassword != "" {
			got += " sentinel " + o.SentinelUsername + " " + o.SentinelPassword
		}
		if got != want {
			t.Errorf("%s is read as\n%s, want\n%s", url, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"redis://u:p@h:1/0", "rediss-sentinel://a,b/m/0?replicas=1", "redis-cluster://[::1]:1,b", "redis://%zz@h", "://@,", "redis://h?cacert=x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, err := parse(s); err == nil && (len(a.options.Addrs) == 0 || a.where == "") {
			t.Errorf("%q is read as %+v", s, a)
		}
	})
}
