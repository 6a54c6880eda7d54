package gateway

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// line is one websocket. Its writer goroutine is the only one that writes to it.
type line struct {
	ws       *websocket.Conn
	out      chan []byte
	gone     chan struct{} // closed when the reader ends
	compress atomic.Bool   // as requested by the bot's last IDENTIFY
}

// send hands a payload to the writer; a bot that does not read is cut off.
func (l *line) send(raw []byte) {
	select {
	case l.out <- raw:
	default:
		l.close(closeTimeout, "too many payloads wait to be read")
	}
}

func (l *line) op(op int, data any) {
	d, _ := json.Marshal(data) // only ever our own maps and numbers
	raw, _ := json.Marshal(payload{Op: op, Data: d})
	l.send(raw)
}

// close sends a close frame and hangs up. Both may fail when the connection is already gone.
func (l *line) close(code int, why string) {
	_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
	_ = l.ws.Close() // whichever side closes first, the reader notices
}

func (l *line) write() {
	for {
		select {
		case raw := <-l.out:
			kind := websocket.TextMessage
			if l.compress.Load() {
				raw, kind = compressed(raw), websocket.BinaryMessage
			}
			_ = l.ws.SetWriteDeadline(time.Now().Add(writeWithin))
			if l.ws.WriteMessage(kind, raw) != nil {
				_ = l.ws.Close()
				return
			}
		case <-l.gone:
			return
		}
	}
}

// compressed returns a payload as a zlib stream of its own, as "compress" in IDENTIFY requests.
func compressed(raw []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(raw) // a buffer does not fail
	_ = z.Close()
	return b.Bytes()
}
