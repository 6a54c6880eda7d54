package doctor

import (
	"context"
	"log"
	"net"
	"os"
	"testing"
)

// TestMain looks up all names at a server that knows none, so that no test depends on how fast the network's server is.
func TestMain(m *testing.M) {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go knowNoName(server)
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", server.LocalAddr().String())
	}}
	os.Exit(m.Run())
}

// knowNoName answers every question with “no such name” (RFC 1035, 4.1.1).
func knowNoName(server net.PacketConn) {
	const answer, noSuchName = 0x80, 3
	question := make([]byte, 512)
	for {
		n, from, err := server.ReadFrom(question)
		if err != nil {
			return
		}
		if n < 12 {
			continue
		}
		question[2] |= answer
		question[3] = question[3]&0xf0 | noSuchName
		for i := 6; i < 12; i++ {
			question[i] = 0 // no records, and not the additional one of the question
		}
		_, _ = server.WriteTo(question[:n], from)
	}
}
