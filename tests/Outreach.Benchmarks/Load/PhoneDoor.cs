using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Outreach.Benchmarks.Load;

/// <summary>
/// The phones' door of the host, by connections that are open already and requests that are bytes already: what is timed is the host, not a client library.
/// A request takes an idle connection, and a new one where none is.
/// </summary>
internal sealed class PhoneDoor(Uri host) : IDisposable
{
    private readonly ConcurrentStack<Connection> idle = new();
    private readonly IPEndPoint door = new(IPAddress.Parse(host.Host), host.Port);

    /// <param name="e164">Whose phone.</param>
    /// <param name="json">An object with "text" and "id".</param>
    public byte[] Request(string e164, string json) => Encoding.ASCII.GetBytes(
        $"POST /sim/phones/{Uri.EscapeDataString(e164)} HTTP/1.1\r\nHost: {host.Authority}\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");

    public void Open(int connections)
    {
        for (var n = 0; n < connections; n++) idle.Push(new Connection(door));
    }

    /// <summary>Sends before it returns; completes once the host has answered that it has received the text.</summary>
    public async Task SendAsync(byte[] request)
    {
        var connection = idle.TryPop(out var waiting) ? waiting : new Connection(door);
        await connection.SendAsync(request);
        idle.Push(connection);
    }

    public void Dispose()
    {
        while (idle.TryPop(out var connection)) connection.Dispose();
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] answer = new byte[4096];

        public Connection(IPEndPoint door) => socket.Connect(door);

        public async ValueTask SendAsync(byte[] request)
        {
            socket.Send(request);
            var read = 0;
            do
            {
                var more = await socket.ReceiveAsync(answer.AsMemory(read), SocketFlags.None);
                if (more == 0) throw new InvalidOperationException("The app closed a connection.");
                read += more;
            }
            while (!answer.AsSpan(0, read).EndsWith("0\r\n\r\n"u8));
            if (answer.AsSpan(0, read).IndexOf("\"received\""u8) < 0) throw new InvalidOperationException("The app did not take a text.");
        }

        public void Dispose() => socket.Dispose();
    }
}
